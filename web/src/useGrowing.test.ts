// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useGrowing } from './useGrowing';

const frame = () => act(() => vi.advanceTimersToNextFrame());

describe('what grows frame by frame', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is there in part at once, and whole after some frames', () => {
    const { result } = renderHook(() => useGrowing(100, 30, 40));
    expect(result.current).toBe(30);
    frame();
    expect(result.current).toBe(70);
    frame();
    expect(result.current).toBe(100);
    frame();
    expect(result.current).toBe(100);
  });

  it('grows on when there is more to show, and never beyond it', () => {
    const { result, rerender } = renderHook(({ total }) => useGrowing(total, 30, 40), {
      initialProps: { total: 10 },
    });
    expect(result.current).toBe(10);
    rerender({ total: 60 });
    expect(result.current).toBe(30);
    frame();
    expect(result.current).toBe(60);
  });
});
