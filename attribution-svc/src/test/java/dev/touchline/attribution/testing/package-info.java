/** What the tests of the service share. */
package dev.touchline.attribution.testing;
