#!/bin/sh
# Lambda starts it: a JVM of its own, whose class path is the very one that its AOT cache was made
# with. A cache that the JVM refuses is logged, and does not keep it from starting.
cd "$LAMBDA_TASK_ROOT" || exit 1
exec jre/bin/java ${ASKDOCS_AOT_OPTIONS:--XX:AOTCache=askdocs.aot} -Xlog:aot=warning,cds=warning:stderr \
  -Xmx"$((AWS_LAMBDA_FUNCTION_MEMORY_SIZE * 80 / 100))"m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  --enable-native-access=ALL-UNNAMED -cp @class.path@ askdocs.lambda.Bootstrap
