import { linked } from '../../model/text';

/** A message's text; web addresses in it can be followed, in a page of their own. */
export function ChatText({ text }: { readonly text: string }) {
  return (
    <p className="message-text">
      {linked(text).map((part) =>
        part.href === null ? (
          part.text
        ) : (
          <a key={part.at} href={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        ),
      )}
    </p>
  );
}
