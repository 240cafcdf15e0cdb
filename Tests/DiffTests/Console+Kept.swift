@testable import bantam

/// Runs the program and keeps what it writes.
func runKept(_ words: [String]) -> (status: Int32, output: String, errors: String) {
  let output = TextSink()
  let errors = TextSink()
  let console = Console(environment: [:], output: output, errors: errors)
  let status = console.finish(runProgram(words, console: console)).rawValue
  return (status, output.text, errors.text)
}
