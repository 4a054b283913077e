package askdocs.parse;

import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentMembershipDictionary;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.jspecify.annotations.Nullable;

/**
 * Which of a PDF's layers are shown when it is opened (ISO 32000-1, 8.11: optional content in its
 * default configuration).
 */
final class PdfLayers {
  private static final int DEEPEST = 16;

  private final @Nullable PDOptionalContentProperties properties;

  PdfLayers(PDDocument document) {
    properties = document.getDocumentCatalog().getOCProperties();
  }

  /** Whether content that belongs to this group, or to these, is shown. */
  boolean isShown(@Nullable COSDictionary owner) {
    return owner == null || properties == null || isShown(PDPropertyList.create(owner));
  }

  private boolean isShown(PDPropertyList owner) {
    return switch (owner) {
      case PDOptionalContentGroup group -> isOn(group);
      case PDOptionalContentMembershipDictionary membership -> isShown(membership);
      default -> true;
    };
  }

  private boolean isOn(PDOptionalContentGroup group) {
    COSDictionary usage = group.getCOSObject().getCOSDictionary(COSName.USAGE);
    COSDictionary view = usage == null ? null : usage.getCOSDictionary(COSName.VIEW);
    boolean off = view != null && COSName.OFF.equals(view.getCOSName(COSName.VIEW_STATE));
    return !off && (properties == null || properties.isGroupEnabled(group));
  }

  private boolean isShown(PDOptionalContentMembershipDictionary membership) {
    COSArray expression = membership.getCOSObject().getCOSArray(COSName.VE);
    if (expression != null && expression.size() > 0) {
      return holds(expression, 0);
    }
    List<PDPropertyList> groups = membership.getOCGs();
    if (groups.isEmpty()) {
      return true;
    }
    String policy = membership.getVisibilityPolicy().getName();
    return switch (policy) {
      case "AllOn" -> groups.stream().allMatch(this::isShown);
      case "AnyOff" -> !groups.stream().allMatch(this::isShown);
      case "AllOff" -> groups.stream().noneMatch(this::isShown);
      default -> groups.stream().anyMatch(this::isShown);
    };
  }

  private boolean holds(COSArray expression, int depth) {
    String operator = expression.getName(0, "");
    boolean all = operator.equals("And") || operator.equals("Not");
    boolean holds = all;
    for (int i = 1; i < expression.size() && depth < DEEPEST; i++) {
      COSBase operand = expression.getObject(i);
      boolean member =
          switch (operand) {
            case COSArray inner when inner.size() > 0 -> holds(inner, depth + 1);
            case COSDictionary group -> isShown(group);
            case null, default -> true;
          };
      holds = all ? holds && member : holds || member;
    }
    return operator.equals("Not") != holds;
  }
}
