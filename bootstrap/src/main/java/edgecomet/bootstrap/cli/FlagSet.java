package edgecomet.bootstrap.cli;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The flag grammar of the product that these programs replace: one or two dashes, the value after {@code =} or as the
 * next argument, an end at {@code --} or at the first argument that is no flag (spec 01 §1). A library for command
 * lines would accept more and word its complaints differently; scripts of operators rely on both.
 *
 * @param flags in alphabetical order, as the usage lists them
 */
record FlagSet(List<Flag> flags) {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

    sealed interface Flag {
        String name();
    }

    /** A flag with a value. */
    record Text(String name, String help, String defaultValue) implements Flag {}

    /** A flag that is on or off, at first off. */
    record Switch(String name, String help) implements Flag {}

    sealed interface Result {

        /**
         * Everything was understood.
         *
         * @param rest the arguments after the flags
         */
        record Parsed(Map<String, String> values, Set<String> on, List<String> rest) implements Result {

            String text(String flag) {
                return Optional.ofNullable(values.get(flag)).orElseThrow();
            }

            boolean isOn(String flag) {
                return on.contains(flag);
            }
        }

        record HelpWanted() implements Result {}

        record Wrong(String message) implements Result {}
    }

    Result parse(List<String> arguments) {
        return new Parser(arguments).parse();
    }

    String usage(String program) {
        StringBuilder usage = new StringBuilder("Usage of " + program + ":\n");
        for (Flag flag : flags) {
            usage.append(
                    switch (flag) {
                        case Text text ->
                            "  -%s string\n    \t%s (default \"%s\")\n"
                                    .formatted(text.name(), text.help(), text.defaultValue());
                        case Switch onOff -> "  -%s\t%s\n".formatted(onOff.name(), onOff.help());
                    });
        }
        return usage.toString();
    }

    private final class Parser {

        private final List<String> arguments;
        private final Map<String, String> values = new HashMap<>();
        private final Set<String> on = new HashSet<>();
        private int next;

        Parser(List<String> arguments) {
            this.arguments = arguments;
            for (Flag flag : flags) {
                if (flag instanceof Text text) {
                    values.put(text.name(), text.defaultValue());
                }
            }
        }

        Result parse() {
            while (next < arguments.size()) {
                String argument = arguments.get(next);
                if (argument.length() < 2 || argument.charAt(0) != '-') {
                    break;
                }
                next++;
                if (argument.equals("--")) {
                    break;
                }
                Optional<Result> end = flag(argument);
                if (end.isPresent()) {
                    return end.get();
                }
            }
            return new Result.Parsed(
                    Map.copyOf(values), Set.copyOf(on), List.copyOf(arguments.subList(next, arguments.size())));
        }

        /** Takes one flag and its value; returns what ends the parsing. */
        private Optional<Result> flag(String argument) {
            String body = argument.substring(argument.startsWith("--") ? 2 : 1);
            if (body.startsWith("-") || body.startsWith("=")) {
                return wrong("bad flag syntax: " + argument);
            }
            int equals = body.indexOf('=');
            String name = equals < 0 ? body : body.substring(0, equals);
            Optional<String> value = equals < 0 ? Optional.empty() : Optional.of(body.substring(equals + 1));
            Optional<Flag> known =
                    flags.stream().filter(flag -> flag.name().equals(name)).findFirst();
            if (known.isEmpty()) {
                return name.equals("h") || name.equals("help")
                        ? Optional.of(new Result.HelpWanted())
                        : wrong("flag provided but not defined: -" + name);
            }
            return switch (known.get()) {
                case Switch onOff -> turn(onOff, value.orElse("true"));
                case Text text -> set(text, value);
            };
        }

        private Optional<Result> turn(Switch flag, String value) {
            if (TRUE.contains(value)) {
                on.add(flag.name());
            } else if (FALSE.contains(value)) {
                on.remove(flag.name());
            } else {
                return wrong("invalid boolean value \"%s\" for -%s: parse error".formatted(value, flag.name()));
            }
            return Optional.empty();
        }

        private Optional<Result> set(Text flag, Optional<String> value) {
            if (value.isEmpty() && next == arguments.size()) {
                return wrong("flag needs an argument: -" + flag.name());
            }
            values.put(flag.name(), value.orElseGet(() -> arguments.get(next++)));
            return Optional.empty();
        }

        private static Optional<Result> wrong(String message) {
            return Optional.of(new Result.Wrong(message));
        }
    }
}
