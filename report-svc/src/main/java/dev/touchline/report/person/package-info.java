/** Which members are one person. */
package dev.touchline.report.person;
