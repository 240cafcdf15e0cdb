import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `bantam-bench`: what the README beside it says.
@main enum Main {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if arguments.first == "task" {
        try runTask(Array(arguments.dropFirst()))
      } else if arguments.contains("--help") {
        print(Options.help)
      } else {
        let options = try Options(arguments)
        let results = try Bench(options).run()
        print(options.isJSON ? json(results) : table(results))
      }
    } catch {
      note("bantam-bench: \(error)")
      exit(2)
    }
  }
}

/// A line for the person at the terminal, beside the results.
func note(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}

/// Why nothing could be measured, in words.
struct BenchError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
