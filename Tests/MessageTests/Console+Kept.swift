@testable import bantam

/// Runs the program and keeps what it writes.
func runKept(_ words: [String]) -> (output: String, errors: String) {
  let output = TextSink()
  let errors = TextSink()
  let console = Console(environment: [:], output: output, errors: errors)
  _ = console.finish(runProgram(words, console: console))
  return (output.text, errors.text)
}

/// The words of a command line behind `bantam`.
func words(_ line: String) -> [String] { line.split(separator: " ").dropFirst().map(String.init) }
