package askdocs.aws;

import askdocs.ask.Prompt;
import askdocs.ask.PromptPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SearchResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/**
 * A prompt as Converse takes it, by what the model takes.
 *
 * <table>
 *   <caption>Where things stand</caption>
 *   <tr><td>a model that cites</td><td>each passage a {@code searchResult} block with citations on,
 *       one content item a sentence; its title ends with the document's date</td></tr>
 *   <tr><td>one that does not</td><td>the passages numbered in one text block, a line for each
 *       sentence: {@code [1] # title} opens the first. A number in brackets in their own text gets
 *       round ones, so that no text can pass for another passage</td></tr>
 *   <tr><td>one without system prompt</td><td>the rules are a block before the passages</td></tr>
 *   <tr><td>every model</td><td>the question is the last block</td></tr>
 * </table>
 *
 * @param system the rules; empty for a model that takes no system prompt
 * @param messages what was said before, and what is asked now
 */
record ConversePrompt(List<SystemContentBlock> system, List<Message> messages) {
  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern NUMBER = Pattern.compile("[\\[【](\\s*\\^?\\p{Nd}+\\s*)[\\]】]");

  ConversePrompt {
    system = List.copyOf(system);
    messages = List.copyOf(messages);
  }

  /**
   * @param cites whether the model takes search results and cites them
   * @param takesSystem whether the model takes a system prompt
   */
  static ConversePrompt of(Prompt prompt, boolean cites, boolean takesSystem) {
    List<Message> messages = new ArrayList<>();
    prompt
        .history()
        .forEach(exchange -> {
          messages.add(
              said(ConversationRole.USER, List.of(ContentBlock.fromText(exchange.question()))));
          messages.add(
              said(ConversationRole.ASSISTANT, List.of(ContentBlock.fromText(exchange.answer()))));
        });
    String rules = rules(prompt, cites);
    List<ContentBlock> content = new ArrayList<>();
    if (!takesSystem) {
      content.add(ContentBlock.fromText(rules));
    }
    if (cites) {
      prompt.passages().forEach(passage -> content.add(searchResult(passage)));
    } else if (!prompt.passages().isEmpty()) {
      content.add(ContentBlock.fromText(numbered(prompt.passages())));
    }
    content.add(ContentBlock.fromText(prompt.question().text()));
    messages.add(said(ConversationRole.USER, content));
    return new ConversePrompt(
        takesSystem ? List.of(SystemContentBlock.fromText(rules)) : List.of(), messages);
  }

  private static String rules(Prompt prompt, boolean cites) {
    if (prompt.passages().isEmpty()) {
      return prompt.rules();
    }
    return prompt.rules() + (cites ? Prompt.CITING : Prompt.MARKING);
  }

  private static Message said(ConversationRole by, List<ContentBlock> content) {
    return Message.builder().role(by).content(content).build();
  }

  private static ContentBlock searchResult(PromptPassage passage) {
    return ContentBlock.fromSearchResult(
        SearchResultBlock.builder()
            .source(passage.id())
            .title(passage.titleWithDate())
            .content(
                passage.items().stream()
                    .map(item -> SearchResultContentBlock.builder().text(item).build())
                    .toList())
            .citations(citations -> citations.enabled(true))
            .build());
  }

  private static String numbered(List<PromptPassage> passages) {
    return IntStream.range(0, passages.size())
        .mapToObj(at -> numbered(at + 1, passages.get(at)))
        .collect(Collectors.joining("\n\n"));
  }

  private static String numbered(int number, PromptPassage passage) {
    return "["
        + number
        + "] # "
        + line(passage.titleWithDate())
        + passage.items().stream().map(item -> "\n" + line(item)).collect(Collectors.joining());
  }

  private static String line(String text) {
    return NUMBER.matcher(WHITE_SPACE.matcher(text).replaceAll(" ")).replaceAll("($1)").strip();
  }
}
