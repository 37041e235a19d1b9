package vn.nharong.control.directory;

import org.jspecify.annotations.Nullable;

/**
 * One line of an official list.
 *
 * @param line in the file, from 1
 * @param parentCode null for the root
 */
public record UnitRow(long line, String code, @Nullable String parentCode, String level, String name, String type) {}
