package dev.touchline.attribution.fold;

import java.time.Instant;
import java.util.List;

/** An eligible touch and its credits, one for each model that gives it a share above zero. */
public record CreditedTouch(Touch touch, Instant qualifiedAt, List<ModelCredit> credits) {}
