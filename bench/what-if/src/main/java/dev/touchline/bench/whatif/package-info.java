/** What-if measured against the best SQL for the same answer, in the same run on the same data. */
package dev.touchline.bench.whatif;
