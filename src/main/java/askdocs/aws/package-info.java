/** Adapters to Bedrock, OpenSearch, S3, SQS and DynamoDB: their JSON, their errors, resilience. */
@NullMarked
package askdocs.aws;

import org.jspecify.annotations.NullMarked;
