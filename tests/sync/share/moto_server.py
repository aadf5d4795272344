"""An S3 server for the tests, with a reader, a writer and a folder of many files."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

BUCKET = "team"
REGION = "eu-central-1"
SEEDED = 2_001
SEEDED_PREFIX = "veel"


def main(port: str) -> None:
    """Says the keys of writer and reader, each on a line: id, secret. Then serves until ended."""
    os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "0"
    account = import_module("moto.core").DEFAULT_ACCOUNT_ID
    files = import_module("moto.s3.models").s3_backends[account]["aws"]
    people = import_module("moto.iam.models").iam_backends[account]["aws"]
    files.create_bucket(BUCKET, REGION)
    for number in range(SEEDED):
        files.put_object(BUCKET, f"{SEEDED_PREFIX}/log/{number:05}.seg", b"x")
    for name, allowed in (("writer", ["s3:*"]), ("reader", ["s3:Get*", "s3:List*"])):
        rule = {"Effect": "Allow", "Action": allowed, "Resource": "*"}
        people.create_user(REGION, name)
        people.put_user_policy(
            name, name, json.dumps({"Version": "2012-10-17", "Statement": [rule]})
        )
        key = people.create_access_key(name)
        print(key.access_key_id, key.secret_access_key, flush=True)  # noqa: T201 - the test reads it
    import_module("moto.server").main(["-H", "127.0.0.1", "-p", port])


if __name__ == "__main__":
    main(sys.argv[1])
