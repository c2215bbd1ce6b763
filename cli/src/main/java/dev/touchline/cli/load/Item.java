package dev.touchline.cli.load;

/**
 * A message with the place it came from, so that an answer can name it.
 *
 * @param file name of the file
 * @param line first line of the message, from 1
 * @param message what is sent
 */
record Item<T>(String file, long line, T message) {}
