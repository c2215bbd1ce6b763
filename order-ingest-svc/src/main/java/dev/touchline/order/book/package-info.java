/** What a batch of documents does to the sales it touches. Pure. */
package dev.touchline.order.book;
