package edgecomet.application.configuration;

import edgecomet.domain.event.EventTemplate;

/** The event log ({@code event_logging.file.*}, spec 01 §14). */
public record EventLogConfiguration(String path, EventTemplate template, LogConfiguration.Rotation rotation) {}
