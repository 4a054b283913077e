package askdocs.lambda;

/** The environment variables that the functions read; template.yaml sets them. */
public enum Setting {
  /** The bucket that documents are dropped into. */
  DOCUMENTS_BUCKET,
  /** The DynamoDB table of documents' states. */
  STATE_TABLE,
  /** The URL of the queue that hints come by. */
  INGEST_QUEUE_URL,
  /** The URL of the queue of messages that failed too often. */
  INGEST_DLQ_URL,
  /** The OpenSearch domain's URL. */
  OPENSEARCH_ENDPOINT,
  /** The secret with the domain's user and password; empty for one that goes by roles. */
  OPENSEARCH_SECRET_ARN,
  /** What the names of the indices of passages begin with. */
  INDEX_PREFIX,
  /** The Bedrock id of the model that the first index is embedded with. */
  EMBEDDING_MODEL_ID,
  /** The dimensions of its vectors. */
  EMBEDDING_DIMENSIONS,
  /** The Bedrock id of the model or inference profile that answers. */
  ANSWER_MODEL_ID,
  /** The ids that a request may choose from, separated by commas. */
  ALLOWED_MODEL_IDS,
  /** The DynamoDB table of budgets, and of what asking keeps: sessions and cached answers. */
  SPEND_TABLE,
  /** How long a conversation is kept after its last turn, as in {@code 24h}; or {@code off}. */
  SESSION_TTL,
  /** How long a model's answer to the very same prompt is used again; or {@code off}. */
  ANSWER_CACHE,
  /** The Bedrock id of the model that rewrites follow-ups; empty for the one that answers. */
  CONDENSE_MODEL_ID,
  /** The Bedrock id of the model that reranks what was found; empty for none. */
  RERANK_MODEL_ID,
  /** The Bedrock id of the model that answers where the other cannot in time; empty for none. */
  FALLBACK_MODEL_ID,
  /** What may be used of models a minute, as {@link askdocs.aws.ModelQuotas} reads it. */
  MODEL_QUOTAS,
  /**
   * How many instances of the function there are at once, at most: the quotas are shared by them.
   */
  MAX_CONCURRENCY,
  /** The most that a day of asking costs, in US dollars; empty for any amount. */
  DAILY_BUDGET_USD,
  /** The most that a calendar month of asking costs, in US dollars; empty for any amount. */
  MONTHLY_BUDGET_USD,
  /** The most that a caller spends in a day, in US dollars; empty for any amount. */
  CALLER_DAILY_BUDGET_USD,
  /** The most that a caller spends in a calendar month, in US dollars; empty for any amount. */
  CALLER_MONTHLY_BUDGET_USD,
  /** The most that a day of ingesting costs, in US dollars; empty for any amount. */
  INGEST_DAILY_BUDGET_USD,
  /** The languages that documents are searched in beside their plain words, by commas. */
  LANGUAGES,
  /** Who may read a document that does not say: {@code public} or {@code closed}. */
  DEFAULT_ACCESS,
  /**
   * Whether scanned pages are recognised: {@code off}, or {@code auto} for where OCR is to be had.
   */
  OCR,
  /** The claim that names the caller's groups. */
  GROUPS_CLAIM,
  /** The group whose members may upload through the API; {@code *} for every caller. */
  UPLOAD_GROUP,
  /** The web site whose pages may call the API; empty for none. */
  CORS_ORIGIN;

  /** Whether a function does without it, given an empty value or none. */
  public boolean isOptional() {
    return switch (this) {
      case OPENSEARCH_SECRET_ARN,
          CONDENSE_MODEL_ID,
          RERANK_MODEL_ID,
          FALLBACK_MODEL_ID,
          MODEL_QUOTAS,
          CORS_ORIGIN,
          DAILY_BUDGET_USD,
          MONTHLY_BUDGET_USD,
          CALLER_DAILY_BUDGET_USD,
          CALLER_MONTHLY_BUDGET_USD,
          INGEST_DAILY_BUDGET_USD ->
          true;
      default -> false;
    };
  }
}
