import BantamDiagnostics
import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `bantam-fuzz`: inputs through parser and checker. See the README beside this file.
@main
enum Main {
  static func main() {
    #if LIBFUZZER
      exit(fuzz())
    #else
      exit(run(Array(CommandLine.arguments.dropFirst())))
    #endif
  }

  private static func run(_ words: [String]) -> Int32 {
    let rest = Array(words.dropFirst())
    switch words.first {
    case "seeds"? where rest.count == 1: return writeSeeds(into: rest[0])
    case "worst"? where rest.isEmpty: return measureWorstCases()
    case let word?:
      guard let target = FuzzTarget(rawValue: word), !rest.isEmpty else { fallthrough }
      return runFiles(rest, target)
    case nil:
      print("usage: bantam-fuzz seeds DIR | worst | parser FILE... | formatter FILE... | checker FILE...")
      return 2
    }
  }

  /// Each file once: for inputs that were found before.
  private static func runFiles(_ paths: [String], _ target: FuzzTarget) -> Int32 {
    var status: Int32 = 0
    for path in paths {
      do throws(SystemError) {
        var harness = Harness(target)
        let problem = harness.problem(try readFile(path: path, maximumBytes: SourceFile.maximumBytes))
        print("\(path): \(problem ?? "fine"), \(milliseconds(harness.seconds)) ms")
        if problem != nil { status = 1 }
      } catch {
        print(error.description)
        return 2
      }
    }
    return status
  }

  #if LIBFUZZER
    private static func fuzz() -> Int32 {
      var count = CommandLine.argc
      var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
      return runDriver(&count, &arguments) { pointer, count in
        Main.tryInput(Array(UnsafeBufferPointer(start: pointer, count: count)))
        return 0
      }
    }

    private static let target = getenv("BANTAM_FUZZ").flatMap { FuzzTarget(rawValue: String(cString: $0)) } ?? .checker

    /// Ends the process where something does not hold: that is how a fuzzer is told.
    private static func tryInput(_ bytes: [UInt8]) {
      var harness = Harness(target)
      let problem = harness.problem(bytes)
      let isTimed = bytes.count <= Harness.timedBytes
      if let problem {
        report(problem)
        abort()
      } else if isTimed, harness.seconds > Harness.maximumSeconds {
        report("\(bytes.count) bytes took \(milliseconds(harness.seconds)) ms")
        abort()
      } else if isTimed, harness.seconds > Harness.slowSeconds {
        report("slow: \(bytes.count) bytes took \(milliseconds(harness.seconds)) ms")
      }
    }

    private static func report(_ text: String) {
      let line = Array("bantam-fuzz: \(text)\n".utf8)
      _ = write(2, line, line.count)
    }
  #endif
}

#if LIBFUZZER
  /// libFuzzer's entry for programs that have a `main` of their own.
  @_silgen_name("LLVMFuzzerRunDriver")
  private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32
#endif

/// Seconds as milliseconds with one decimal place.
func milliseconds(_ seconds: Double) -> String { decimalText(Int64((seconds * 10_000).rounded()), places: 1) }
