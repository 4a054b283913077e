package askdocs.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * How an index keeps vectors: one variable of the mapping is changed at a time.
 *
 * @param dimensions the vectors' length
 * @param m how many neighbours a vector has in the graph, as in Lucene's HNSW
 * @param efConstruction how many candidates a new vector chooses them from
 */
record VectorForm(int dimensions, Storage storage, int m, int efConstruction) {
  /** What {@code passages-index.json} says. */
  static final int M = 16;

  static final int EF_CONSTRUCTION = 256;

  /** Bytes become what a component of 1/√d × this is the greatest of: few are as great. */
  private static final double GREATEST = 4;

  /** What a component is kept as. */
  enum Storage {
    /** Four bytes. */
    FLOAT,
    /** One byte in memory, made by Lucene; the four stay on disk. */
    QUANTISED,
    /** One byte, made before it is written. */
    BYTE
  }

  VectorForm(int dimensions, Storage storage) {
    this(dimensions, storage, M, EF_CONSTRUCTION);
  }

  String shown() {
    String usual = dimensions + " " + storage.name().toLowerCase(Locale.ROOT);
    return m == M && efConstruction == EF_CONSTRUCTION
        ? usual
        : usual + ", m " + m + ", ef_construction " + efConstruction;
  }

  /** What an index of this form is called, of passages made from so many real ones. */
  String index(int realPassages) {
    return "scale-%d-%s-%d-%d-of-%d"
        .formatted(
            dimensions, storage.name().toLowerCase(Locale.ROOT), m, efConstruction, realPassages);
  }

  /** Sets the variable in a definition of an index. */
  void in(ObjectNode definition) {
    ObjectNode vector = definition.withObject("/mappings/properties/vector");
    vector.put("dimension", dimensions);
    if (storage == Storage.BYTE) {
      vector.put("data_type", "byte");
    }
    ObjectNode parameters = vector.withObject("/method/parameters");
    parameters.put("m", m).put("ef_construction", efConstruction);
    if (storage == Storage.QUANTISED) {
      parameters.putObject("encoder").put("name", "sq").putObject("parameters").put("bits", 7);
    }
  }

  /** The unit vector as this form is written and asked: floats, or whole numbers of a byte. */
  float[] kept(float[] unit) {
    if (storage != Storage.BYTE) {
      return unit;
    }
    double scale = Byte.MAX_VALUE * Math.sqrt(dimensions) / GREATEST;
    float[] bytes = new float[unit.length];
    for (int at = 0; at < unit.length; at++) {
      bytes[at] = Math.clamp(Math.round(unit[at] * scale), -Byte.MAX_VALUE, Byte.MAX_VALUE);
    }
    return bytes;
  }

  /**
   * The memory that a vector needs to be searched fast, in bytes, by OpenSearch's rule.
   *
   * @see <a href="https://docs.opensearch.org/latest/vector-search/optimizing-storage/">Optimizing
   *     vector storage</a>
   */
  double memoryBytes() {
    int component = storage == Storage.FLOAT ? Float.BYTES : 1;
    return 1.1 * (component * dimensions + 8 * m);
  }
}
