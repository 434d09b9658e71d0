package edgecomet.domain.dimension;

/** What a dimension does with a request that no URL rule decides (spec 01 §4.3). */
public enum DimensionAction {
    RENDER,
    BYPASS,
    BLOCK
}
