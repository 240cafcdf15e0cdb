@testable import bantam

/// Runs the program and keeps what it writes.
func runKept(
  _ words: [String], environment: [String: String] = [:]
) -> (status: ExitStatus, output: String, errors: String) {
  let output = TextSink()
  let errors = TextSink()
  let console = Console(environment: environment, output: output, errors: errors)
  let status = console.finish(runProgram(words, console: console))
  return (status, output.text, errors.text)
}

/// The words of a line as a shell would part them; quotation marks keep blanks.
func words(_ line: String) -> [String] {
  var words: [String] = []
  for (index, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
    if index % 2 == 1, words.last?.hasSuffix("=") == true {
      words[words.count - 1] += part
    } else if index % 2 == 1 {
      words.append(String(part))
    } else {
      words += part.split(separator: " ").map(String.init)
    }
  }
  return words
}
