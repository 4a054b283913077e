"""Reads every kind of answer of the Bedrock stand-in with boto3: python3 bedrock_clients.py ENDPOINT

Prints what it checked and ends with status 1 at the first answer that boto3 reads otherwise.
"""

import json
import sys
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
HAIKU = "global.anthropic.claude-haiku-5-5"
TITAN = "amazon.titan-embed-text-v2:0"

bedrock = boto3.client(
    "bedrock-runtime",
    region_name="eu-south-2",
    endpoint_url=ENDPOINT,
    aws_access_key_id="any",
    aws_secret_access_key="thing",
    config=Config(retries={"total_max_attempts": 1}),
)


def control(method, path, body=None):
    request = urllib.request.Request(
        ENDPOINT.rstrip("/") + "/_stand-in/" + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)


def check(what, wanted, got):
    if wanted != got:
        sys.exit(f"{what}: wanted {wanted!r}, got {got!r}")
    print("ok", what)


def embed(**request):
    response = bedrock.invoke_model(
        modelId=TITAN, contentType="application/json", body=json.dumps(request)
    )
    return json.loads(response["body"].read())


def converse():
    passage = {
        "source": "p1",
        "title": "ETL",
        "content": [{"text": "ETL significa extraer, transformar y cargar."}],
        "citations": {"enabled": True},
    }
    question = {"text": "¿Qué significa ETL?"}
    return bedrock.converse(
        modelId=HAIKU,
        messages=[{"role": "user", "content": [{"searchResult": passage}, question]}],
        inferenceConfig={"maxTokens": 400},
    )


control("DELETE", "faults")
control("DELETE", "usage")

check("dimensions", 256, len(embed(inputText="hola", dimensions=256)["embedding"]))
answer = converse()
check("stop reason", "end_turn", answer["stopReason"])
check(
    "citation",
    {
        "title": "ETL",
        "source": "p1",
        "sourceContent": [{"text": "ETL significa extraer, transformar y cargar."}],
        "location": {"searchResultLocation": {"searchResultIndex": 0, "start": 0, "end": 1}},
    },
    answer["output"]["message"]["content"][1]["citationsContent"]["citations"][0],
)
counted = bedrock.count_tokens(
    modelId="anthropic.claude-haiku-5-5",
    input={"converse": {"messages": [{"role": "user", "content": [{"text": "Hola"}]}]}},
)
check("count tokens", 5, counted["inputTokens"])

for operation, call in (("Converse", converse), ("InvokeModel", lambda: embed(inputText="hola"))):
    for shape in bedrock.meta.service_model.operation_model(operation).error_shapes:
        status = shape.metadata["error"]["httpStatusCode"]
        control("PUT", "faults", {"failNext": [{"times": 1, "error": shape.name}]})
        try:
            call()
            sys.exit(f"{operation} did not raise {shape.name}")
        except ClientError as error:
            check(
                f"{operation} {shape.name}",
                (shape.name, shape.name, status, True),
                (
                    type(error).__name__,
                    error.response["Error"]["Code"],
                    error.response["ResponseMetadata"]["HTTPStatusCode"],
                    bool(error.response["Error"]["Message"]),
                ),
            )
            if shape.name == "ModelErrorException":
                check("original status", 500, error.response["originalStatusCode"])

control("DELETE", "faults")
check("billed", 1, control("GET", "usage")["models"][HAIKU]["calls"])
