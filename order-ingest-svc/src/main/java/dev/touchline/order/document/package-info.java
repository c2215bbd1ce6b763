/** What a document is: its content, its key, its buyer. Pure. */
package dev.touchline.order.document;
