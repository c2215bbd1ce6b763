package dev.touchline.order.twin;

/** Two reports of one purchase: the till receipt stands, the online order counts zero. */
public record Pair(Candidate till, Candidate online) {}
