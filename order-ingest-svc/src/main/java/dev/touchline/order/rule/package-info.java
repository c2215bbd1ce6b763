/** When a document is acceptable: small rules, each about one thing. Pure. */
package dev.touchline.order.rule;
