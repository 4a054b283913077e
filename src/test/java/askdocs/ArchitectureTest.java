package askdocs;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which package may import what, and what main code never does. */
class ArchitectureTest {
  /**
   * A package and what it may import beside itself, {@code java} and JSpecify.
   *
   * @param ours packages of ours
   * @param theirs packages of libraries
   */
  record Imports(String name, List<String> ours, List<String> theirs) {
    ArchRule rule(String root) {
      List<String> allowed = new ArrayList<>(List.of("java..", "org.jspecify.annotations.."));
      Stream.concat(Stream.of(name), ours.stream())
          .map(one -> root + "." + one + "..")
          .forEach(allowed::add);
      allowed.addAll(theirs);
      return classes()
          .that()
          .resideInAPackage(root + "." + name + "..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(allowed.toArray(String[]::new));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<String> PARSERS =
      List.of(
          "org.apache.tika..",
          "org.apache.pdfbox..",
          "org.apache.poi..",
          "org.apache.commons.csv..",
          "org.apache.james.mime4j..",
          "com.fasterxml.jackson.core..",
          "org.commonmark..",
          "org.snakeyaml.engine..",
          "org.mozilla.universalchardet..",
          "org.jsoup..",
          "javax.xml..",
          "org.xml.sax..",
          "org.w3c.dom..");

  private static final List<String> CLIENTS =
      List.of("software.amazon.awssdk..", "org.opensearch.client..", "com.fasterxml.jackson..");

  /** The table of the house; {@code lambda} wires everything and is not limited. */
  static final List<Imports> TABLE =
      List.of(
          new Imports("knowledge", List.of(), List.of()),
          new Imports("spend", List.of("knowledge"), List.of()),
          new Imports("ask", List.of("knowledge", "spend"), List.of()),
          new Imports("ingest", List.of("knowledge", "spend"), List.of()),
          new Imports("parse", List.of("knowledge", "ingest"), PARSERS),
          new Imports("aws", List.of("knowledge", "spend", "ask", "ingest"), CLIENTS));

  /** What main code never does. */
  static final List<ArchRule> NEVER =
      List.of(
          noClasses()
              .that()
              .doNotHaveFullyQualifiedName("askdocs.lambda.Settings")
              .should()
              .accessTargetWhere(
                  target(owner(name("java.lang.System"))).and(target(name("getenv"))))
              .because("Settings names all that is missing at once"),
          noClasses()
              .should()
              .accessTargetWhere(
                  target(owner(name("java.lang.System"))).and(target(nameMatching("out|err"))))
              .orShould()
              .callMethodWhere(
                  JavaCall.Predicates.target(name("printStackTrace"))
                      .and(JavaCall.Predicates.target(rawParameterTypes(new Class<?>[0]))))
              .because("what is printed has no level and no name"),
          noClasses()
              .that()
              .doNotHaveFullyQualifiedName("askdocs.lambda.JsonLogs")
              .and()
              // What Lambda's Context has to give its handlers.
              .haveNameNotMatching("askdocs\\.lambda\\.runtime\\.InvocationContext.*")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  "java.util.logging..",
                  "org.slf4j..",
                  "org.apache.logging..",
                  "org.apache.commons.logging..")
              .orShould()
              .dependOnClassesThat()
              .haveFullyQualifiedName("com.amazonaws.services.lambda.runtime.LambdaLogger")
              .because("System.Logger is the one way to log; JsonLogs gives its lines their form"),
          noClasses()
              .should()
              .accessTargetWhere(
                  target(owner(nameMatching("java\\.util\\.random\\..*")))
                      .and(target(nameMatching("getDefault|of.*|all"))))
              .orShould()
              .dependOnClassesThat()
              .haveNameMatching(
                  "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)|java\\.lang\\.Math\\$.*")
              .because(
                  "only SecureRandom differs in what is restored from one snapshot: others go on"
                      + " alike"),
          noClasses()
              .should()
              .dependOnClassesThat()
              .haveNameMatching(
                  "java\\.util\\.(Date|Calendar|GregorianCalendar)|java\\.text\\..*DateFormat")
              .because("java.time says what it means"));

  private static final JavaClasses MAIN = new ClassFileImporter().importPath("target/classes");
  private static final JavaClasses VIOLATIONS =
      new ClassFileImporter().importPackages("askdocs.violations");

  @ParameterizedTest
  @FieldSource("TABLE")
  void aPackageImportsOnlyWhatTheTableAllows(Imports imports) {
    imports.rule("askdocs").check(MAIN);
  }

  @ParameterizedTest
  @FieldSource("NEVER")
  void mainCodeNeverDoes(ArchRule rule) {
    rule.check(MAIN);
  }

  /** Without it, the rules above would hold for a package that is empty or has been renamed. */
  @Test
  void everyPackageHasClassesAndIsInTheTable() {
    TreeSet<String> expected = new TreeSet<>(List.of("lambda"));
    TABLE.forEach(imports -> expected.add(imports.name()));

    assertEquals(
        expected,
        MAIN.stream()
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .map(type -> type.getPackageName().replaceFirst("^askdocs\\.([a-z]+).*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void aClassOfAskThatSeesTheIngesterIsCaught() {
    Imports ask = TABLE.stream().filter(one -> one.name().equals("ask")).findFirst().orElseThrow();

    List<String> found = details(ask.rule("askdocs.violations"));

    assertEquals(1, found.size(), found.toString());
    assertTrue(found.getFirst().contains("AsksTheIngester.ingester()"), found.toString());
  }

  @ParameterizedTest
  @FieldSource("NEVER")
  void aCarelessClassIsCaught(ArchRule rule) {
    assertFalse(details(rule).isEmpty());
    assertTrue(details(rule).stream().allMatch(detail -> detail.contains("Careless")));
  }

  @Test
  void theViolationsAreOnlyHere() {
    assertTrue(
        MAIN.stream().map(JavaClass::getName).noneMatch(name -> name.contains("violations")));
  }

  private static List<String> details(ArchRule rule) {
    return rule.evaluate(VIOLATIONS).getFailureReport().getDetails();
  }
}
