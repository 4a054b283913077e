package askdocs.ask;

import java.util.ArrayList;
import java.util.List;

/** What an audience has been told of an answer, as it stands now. */
final class Told {
  private final Audience audience;
  private final List<Citation> cited = new ArrayList<>();
  private String said = "";

  Told(Audience audience) {
    this.audience = audience;
  }

  String said() {
    return said;
  }

  /** Makes it this: goes back to where it differs, and on from there. */
  void become(String text, List<Citation> citations) {
    int stands = standing(text, citations);
    if (stands < Math.max(said.length(), text.length())) {
      said = text;
      cited.removeIf(citation -> citation.range().end() > stands);
      audience.said(stands, text.substring(stands));
    }
    for (Citation citation : citations.subList(cited.size(), citations.size())) {
      cited.add(citation);
      audience.cited(citation);
    }
  }

  private int standing(String text, List<Citation> citations) {
    int most = Math.min(said.length(), text.length());
    int stands = 0;
    while (stands < most && said.charAt(stands) == text.charAt(stands)) {
      stands++;
    }
    if (stands > 0 && stands < text.length() && Character.isLowSurrogate(text.charAt(stands))) {
      stands--;
    }
    for (int place = 0; place < cited.size(); place++) {
      if (place >= citations.size() || !cited.get(place).equals(citations.get(place))) {
        return Math.min(stands, cited.get(place).range().start());
      }
    }
    return stands;
  }
}
