package dev.touchline.lift;

/** Counts the members of one arm, one by one. */
final class Tally {
    private long people;
    private long buyers;
    private long touched;
    private Sum y = Sum.ZERO;
    private Sum x = Sum.ZERO;
    private Sum yy = Sum.ZERO;
    private Sum xx = Sum.ZERO;
    private Sum xy = Sum.ZERO;

    void add(double outcome, double covariate, boolean wasTouched) {
        people++;
        touched += wasTouched ? 1 : 0;
        if (outcome != 0) {
            buyers++;
            y = y.plus(Sum.of(outcome));
            yy = yy.plus(Sum.product(outcome, outcome));
            xy = xy.plus(Sum.product(outcome, covariate));
        }
        if (covariate != 0) {
            x = x.plus(Sum.of(covariate));
            xx = xx.plus(Sum.product(covariate, covariate));
        }
    }

    Moments members() {
        return Moments.ofMembers(new Counts(people, people, buyers, touched), y, x, yy, xx, xy);
    }

    Moments cluster() {
        return Moments.ofCluster(people, buyers, touched, y, x);
    }
}
