/** What an operator asks of any service. */
package dev.touchline.kit.operations;
