package edgecomet.application.configuration;

/** The access log ({@code event_logging.file.*}, spec 01 §14). */
public record EventLogConfiguration(String path, String template, LogConfiguration.Rotation rotation) {}
