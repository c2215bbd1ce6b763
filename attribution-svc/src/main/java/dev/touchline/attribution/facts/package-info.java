/** Copies what attribution needs of other services' facts, and marks whom each change concerns. */
package dev.touchline.attribution.facts;
