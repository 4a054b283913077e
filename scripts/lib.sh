# What the scripts share; source it. It needs bash, and works under `set -euo pipefail` and with the
# bash 3.2 of macOS.

ASKDOCS_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# fail MESSAGE...: says it on standard error and ends the script, with ASKDOCS_FAILURE as its status.
fail() {
  printf '%s\n' "$*" >&2
  exit "${ASKDOCS_FAILURE:-1}"
}

# need_jdk25: finds a JDK 25 or later wherever it is installed, and exports its JAVA_HOME.
need_jdk25() {
  local home
  while IFS= read -r home; do
    if [ -n "$home" ] && _is_jdk25 "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done <<CANDIDATES
$(_jdk_candidates)
CANDIDATES
  fail "AskDocs needs JDK 25 or later, and none was found. To install Temurin 25:
  Debian, Ubuntu, Fedora and others:
    https://adoptium.net/installation/linux has the commands; the package is temurin-25-jdk
  macOS:
    brew install --cask temurin@25
  Anywhere, with SDKMAN (https://sdkman.io):
    sdk install java 25-tem   (sdk list java shows the exact version)
If one is installed elsewhere, set JAVA_HOME to its folder."
}

# need_maven: fails with what to do if there is no mvn. Any version from 3.8 on will do.
need_maven() {
  command -v mvn >/dev/null 2>&1 || fail "AskDocs is built with Maven, and there is no mvn on the PATH. To install it:
  Debian, Ubuntu:  sudo apt-get install -y maven
  macOS:           brew install maven
  Anywhere:        sdk install maven   (https://sdkman.io)"
}

# build_classes: builds AskDocs and the local stack, where a source is newer. Needs need_jdk25 first.
build_classes() {
  local built=$ASKDOCS_ROOT/target/local.built
  if [ -f "$built" ] &&
    [ -z "$(cd "$ASKDOCS_ROOT" && find src/main src/local src/bench/common pom.xml -newer "$built" -type f | head -n 1)" ]; then
    return 0
  fi
  need_maven
  echo "Building AskDocs" >&2
  (cd "$ASKDOCS_ROOT" && _maven -B -q -Dstyle.color=never test-compile >&2) ||
    fail "Building AskDocs failed; see above."
  touch "$built"
}

# build_packages: builds the packages of the functions, where a source is newer. Needs need_jdk25 first.
# The build makes target/functions anew, so its age is that of the packages.
build_packages() {
  if [ -d "$ASKDOCS_ROOT/target/functions/ask" ] && [ -d "$ASKDOCS_ROOT/target/functions/ingest" ] &&
    [ -f "$ASKDOCS_ROOT/target/local.classpath" ] && [ -d "$ASKDOCS_ROOT/target/test-classes/askdocs/local/invoke" ] &&
    [ -z "$(cd "$ASKDOCS_ROOT" && find pom.xml src/main src/assembly src/local/java -newer target/functions -type f | head -n 1)" ]; then
    return 0
  fi
  need_maven
  echo "Building the packages of the functions" >&2
  (cd "$ASKDOCS_ROOT" && _maven -B -q -Dstyle.color=never package -DskipTests >&2) ||
    fail "Building the packages failed; see above."
}

# build_children: builds the servers that run in JVMs of their own, where they are missing or older
# than their sources. Needs need_jdk25 and need_maven first.
build_children() {
  _build_child opensearch "a local OpenSearch (80 MB of jars the first time)"
  _build_child dynamodb "a local DynamoDB (50 MB of jars the first time)"
}

_build_child() {
  local name=$1 what=$2
  local source=$ASKDOCS_ROOT/src/local/$name target=$ASKDOCS_ROOT/target/$name
  local built=$target/built
  if [ -d "$target/lib" ] && [ -f "$built" ] && [ -z "$(find "$source" -type f -newer "$built" | head -n 1)" ]; then
    return 0
  fi
  echo "Building $what into target/$name"
  # A jar of an older version must not stay on the class path.
  rm -rf "$target"
  _maven -q -Dstyle.color=never -f "$source/pom.xml" package || fail "Building $what failed; see above."
  touch "$built"
}

# build_peers: builds what the benchmark measures AskDocs beside, where it is missing or older than its
# sources. Needs need_jdk25 and need_maven first.
build_peers() {
  local built=$ASKDOCS_ROOT/target/bench/built
  if [ -f "$built" ] &&
    [ -z "$(find "$ASKDOCS_ROOT/src/bench" -path '*/jmh' -prune -o -type f ! -name '*.md' -newer "$built" -print | head -n 1)" ]; then
    return 0
  fi
  echo "Building the peers of the benchmark into target/bench (70 MB of jars the first time)"
  rm -rf "$ASKDOCS_ROOT/target/bench"
  _maven -q -Dstyle.color=never -f "$ASKDOCS_ROOT/src/bench/pom.xml" package ||
    fail "Building the peers failed; see above."
  touch "$built"
}

# Maven's own libraries make JDK 24 and later print warnings that are none of ours.
_maven() {
  MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" mvn "$@"
}

# The folders that may be a JDK, the likeliest first, one a line.
_jdk_candidates() {
  local java folder
  echo "${JAVA_HOME:-}"
  echo "${JDK_25_HOME:-}"
  if java=$(command -v java 2>/dev/null); then
    # /usr/bin/java is a chain of links on Debian, and a stub that knows nothing on macOS.
    java=$(_resolve "$java")
    dirname "$(dirname "$java")"
  fi
  for folder in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* /opt/*; do
    if [ -d "$folder" ]; then
      echo "$folder"
    fi
  done
}

# readlink -f, which macOS has had only since 12.3.
_resolve() {
  local file=$1 link
  while [ -L "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname "$file")/$link ;;
    esac
  done
  echo "$file"
}

# Whether the folder holds a JDK (with a compiler) of version 25 or later, as its release file says.
_is_jdk25() {
  local version
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$version" ] && [ "$version" -ge 25 ]
}
