package edgecomet.bootstrap.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The flag grammar of the product that these programs replace: one or two dashes, the value after {@code =} or as the
 * next argument, an end at {@code --} or at the first argument that is no flag (spec 01 §1). A library for command
 * lines would accept more and word its complaints differently; scripts of operators rely on both.
 *
 * @param flags in alphabetical order, as the usage lists them
 * @param additions flags that the other product lacks; the usage lists them after its own, and they may also stand among
 *     the arguments after the flags, which are ignored there
 */
record FlagSet(List<Flag> flags, List<Flag> additions) {

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
         * @param given the names of the flags on the command line
         * @param rest the arguments after the flags
         */
        record Parsed(Map<String, String> values, Set<String> on, Set<String> given, List<String> rest)
                implements Result {

            String text(String flag) {
                return Optional.ofNullable(values.get(flag)).orElseThrow();
            }

            boolean isOn(String flag) {
                return on.contains(flag);
            }

            boolean isGiven(String flag) {
                return given.contains(flag);
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
        flags.forEach(flag -> usage.append(usage(flag)));
        if (!additions.isEmpty()) {
            usage.append("In addition:\n");
            additions.forEach(flag -> usage.append(usage(flag)));
        }
        return usage.toString();
    }

    private static String usage(Flag flag) {
        return switch (flag) {
            case Text text ->
                "  -%s string\n    \t%s (default \"%s\")\n".formatted(text.name(), text.help(), text.defaultValue());
            case Switch onOff when onOff.name().length() == 1 -> "  -%s\t%s\n".formatted(onOff.name(), onOff.help());
            case Switch onOff -> "  -%s\n    \t%s\n".formatted(onOff.name(), onOff.help());
        };
    }

    private final class Parser {

        private final List<String> arguments;
        private final Map<String, String> values = new HashMap<>();
        private final Set<String> on = new HashSet<>();
        private final Set<String> given = new HashSet<>();
        private final List<String> rest = new ArrayList<>();
        private int next;

        Parser(List<String> arguments) {
            this.arguments = arguments;
            all().forEach(flag -> {
                if (flag instanceof Text text) {
                    values.put(text.name(), text.defaultValue());
                }
            });
        }

        Result parse() {
            while (next < arguments.size()) {
                String argument = arguments.get(next++);
                if (argument.equals("--")) {
                    rest.addAll(arguments.subList(next, arguments.size()));
                    break;
                }
                if (!isFlag(argument)) {
                    rest.add(argument);
                } else if (rest.isEmpty() || isAddition(argument)) {
                    Optional<Result> end = flag(argument);
                    if (end.isPresent()) {
                        return end.get();
                    }
                } else {
                    rest.add(argument);
                }
            }
            return new Result.Parsed(Map.copyOf(values), Set.copyOf(on), Set.copyOf(given), List.copyOf(rest));
        }

        private static boolean isFlag(String argument) {
            return argument.length() >= 2 && argument.charAt(0) == '-';
        }

        private boolean isAddition(String argument) {
            String name = argument.replaceFirst("--?", "").replaceFirst("=.*", "");
            return additions.stream().anyMatch(flag -> flag.name().equals(name));
        }

        private Stream<Flag> all() {
            return Stream.concat(flags.stream(), additions.stream());
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
                    all().filter(flag -> flag.name().equals(name)).findFirst();
            if (known.isEmpty()) {
                return name.equals("h") || name.equals("help")
                        ? Optional.of(new Result.HelpWanted())
                        : wrong("flag provided but not defined: -" + name);
            }
            given.add(name);
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
