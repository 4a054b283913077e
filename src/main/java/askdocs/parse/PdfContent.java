package askdocs.parse;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.jspecify.annotations.Nullable;

/** Which part of a page's content is being followed, and whether its layer is shown. */
final class PdfContent {
  /**
   * A longer text that a page gives in place of its letters is not believed: nobody sees it. A
   * shorter one tells ligatures and hyphens.
   */
  private static final int LONGEST_ACTUAL_TEXT = 3;

  private final PdfLayers layers;
  private final Deque<Boolean> open = new ArrayDeque<>();

  PdfContent(PdfLayers layers) {
    this.layers = layers;
  }

  void startPage() {
    open.clear();
  }

  boolean isShown() {
    return open.isEmpty() || open.peek();
  }

  /** Whether an object of the page is in a layer that is shown. */
  boolean isShown(COSDictionary object) {
    return isShown() && layers.isShown(object.getCOSDictionary(COSName.OC));
  }

  /** Whether it stands on the page as its text does: notes, links and stamps do not. */
  boolean isShown(PDAnnotation annotation) {
    String kind = annotation.getSubtype();
    return ("Widget".equals(kind) || "FreeText".equals(kind))
        && !annotation.isHidden()
        && !annotation.isNoView()
        && isShown(annotation.getCOSObject());
  }

  /** Opens a part of the content; returns its properties as far as they are believed. */
  @Nullable COSDictionary open(COSName tag, @Nullable COSDictionary properties) {
    open.push(isShown() && (!COSName.OC.equals(tag) || layers.isShown(properties)));
    String actual = properties == null ? null : properties.getString(COSName.ACTUAL_TEXT);
    if (properties == null || actual == null || actual.length() <= LONGEST_ACTUAL_TEXT) {
      return properties;
    }
    COSDictionary believed = new COSDictionary(properties);
    believed.removeItem(COSName.ACTUAL_TEXT);
    return believed;
  }

  void close() {
    open.poll();
  }

  /**
   * Opens parts. PDFBox's own operator passes over a part whose properties are missing, and then
   * has its end close the part around it.
   */
  static final class Opening extends OperatorProcessor {
    Opening(PDFStreamEngine engine) {
      super(engine);
    }

    @Override
    public void process(Operator operator, List<COSBase> operands) throws IOException {
      COSName tag =
          !operands.isEmpty() && operands.getFirst() instanceof COSName name ? name : COSName.P;
      getContext().beginMarkedContentSequence(tag, properties(operands));
    }

    private COSDictionary properties(List<COSBase> operands) {
      return switch (operands.size() < 2 ? null : operands.get(1)) {
        case COSDictionary own -> own;
        case COSName name -> {
          PDPropertyList named = getContext().getResources().getProperties(name);
          yield named == null ? new COSDictionary() : named.getCOSObject();
        }
        case null, default -> new COSDictionary();
      };
    }

    @Override
    public String getName() {
      return "BDC";
    }
  }
}
