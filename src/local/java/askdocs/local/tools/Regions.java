package askdocs.local.tools;

import java.util.ArrayList;
import java.util.List;

/**
 * Which inference profiles a region can call, by the region's name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html">Supported
 *     Regions and models for inference profiles</a>
 */
final class Regions {
  private Regions() {}

  /** The geographies, {@code global} last; {@code global} alone where nothing else is known. */
  static List<String> geographies(String region) {
    List<String> geographies = new ArrayList<>();
    if (region.startsWith("us-gov-")) {
      return List.of("us-gov");
    }
    switch (region.substring(0, Math.max(0, region.indexOf('-')))) {
      case "us" -> geographies.add("us");
      case "ca" -> geographies.addAll(List.of("us", "ca"));
      case "eu" -> geographies.add("eu");
      case "ap" -> {
        geographies.add("apac");
        if (region.equals("ap-northeast-1") || region.equals("ap-northeast-3")) {
          geographies.add("jp");
        }
        if (region.equals("ap-southeast-2") || region.equals("ap-southeast-4")) {
          geographies.add("au");
        }
      }
      default -> {}
    }
    geographies.add("global");
    return geographies;
  }
}
