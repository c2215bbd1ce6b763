import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes a file of paths for the benchmark: {@code java GeneratePaths.java FILE PATHS TOUCHPOINTS SEED}. The same arguments
 * give the same bytes. A path has 4.5 touches on average; touchpoints differ in how often they come and how well they
 * convert; about one path in ten ends in a conversion, worth 5.00 to 900.00.
 */
final class GeneratePaths {
    private static final double GOES_ON = 0.78;
    private static final int LONGEST = 60;
    private static final String[] NAMES = {
        "Coupon", "Guide task", "SMS", "Moments", "Group message", "Call", "Live room", "Event", "Template message",
        "Visit invitation", "Search", "Display", "Email", "Affiliate", "Direct", "Referral"
    };

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int paths = Integer.parseInt(arguments[1]);
        int touchpoints = Integer.parseInt(arguments[2]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[3]));
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("path,conversions,value,nulls\n");
            for (int i = 0; i < paths; i++) {
                out.write(row(touchpoints, random));
            }
        }
    }

    private static String row(int touchpoints, SplittableRandom random) {
        StringBuilder row = new StringBuilder();
        double lost = 1;
        int length = 0;
        do {
            int touchpoint = Math.min(random.nextInt(touchpoints), random.nextInt(touchpoints));
            row.append(length == 0 ? "" : " > ").append(name(touchpoint));
            lost *= 1 - 0.004 * (1 + touchpoint % 12);
            length++;
        } while (length < LONGEST && random.nextDouble() < GOES_ON);
        boolean converted = random.nextDouble() > lost;
        String value = converted ? String.format(Locale.ROOT, "%.2f", random.nextInt(500, 90_001) / 100.0) : "0";
        return row.append(converted ? ",1," : ",0,").append(value).append(converted ? ",0\n" : ",1\n").toString();
    }

    private static String name(int touchpoint) {
        return touchpoint < NAMES.length ? NAMES[touchpoint] : "Touchpoint " + touchpoint;
    }
}
