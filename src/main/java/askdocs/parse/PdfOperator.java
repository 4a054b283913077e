package askdocs.parse;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorProcessor;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSNumber;

/** An operator of a page's content whose operands are numbers; with too few, it does nothing. */
final class PdfOperator extends OperatorProcessor {
  @FunctionalInterface
  interface Action {
    void apply(float[] operands) throws IOException;
  }

  private final String name;
  private final int operands;
  private final Action action;

  PdfOperator(PDFStreamEngine engine, String name, int operands, Action action) {
    super(engine);
    this.name = name;
    this.operands = operands;
    this.action = action;
  }

  @Override
  public void process(Operator operator, List<COSBase> arguments) throws IOException {
    float[] numbers = new float[operands];
    for (int i = 0; i < operands; i++) {
      if (i >= arguments.size() || !(arguments.get(i) instanceof COSNumber number)) {
        return;
      }
      numbers[i] = number.floatValue();
    }
    action.apply(numbers);
  }

  @Override
  public String getName() {
    return name;
  }
}
