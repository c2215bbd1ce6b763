/** What tests of all services share: a real PostgreSQL, and the rules of the architecture. */
package dev.touchline.kittest;
