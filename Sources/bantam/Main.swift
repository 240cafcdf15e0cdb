import BantamSession
import BantamSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The version of the program; the language has editions of its own.
let programVersion = Bantam.version

@main
enum Main {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    // A file at its size limit is then an error of the write, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    let output = TextSink(descriptor: Terminal.standardOutput)
    let errors = TextSink(descriptor: Terminal.standardError)
    let arguments = Array(CommandLine.arguments.dropFirst())
    let environment = arguments == ["--version"] ? [:] : Terminal.environment()
    let console = Console(environment: environment, output: output, errors: errors)
    exit(console.finish(runProgram(arguments, console: console)).rawValue)
  }
}

/// The program without its process: words in, words and status out.
func runProgram(_ words: [String], console: Console) -> ExitStatus {
  guard let name = words.first, name != "--help", name != "-h" else {
    console.write(overview(isColoured: console.colorsOutput))
    return .clean
  }
  if name == "--version" || name == "-V" {
    console.write("bantam \(programVersion)\n")
    return .clean
  }
  let rest = Array(words.dropFirst())
  guard let command = allCommands.first(where: { $0.name == name }) else {
    let known = allCommands.map(\.name) + ["--help", "--version"]
    return console.report(.unknownCommand(name, nearest: nearestCommand(to: name, in: known)))
  }
  if asksForHelp(rest) {
    console.write(helpText(command, width: console.outputWidth ?? 100, isColoured: console.colorsOutput))
    return .clean
  }
  let (invocation, mistakes) = parseArguments(rest, of: command)
  console.obey(invocation)
  guard mistakes.isEmpty else {
    console.report(mistakes.map(\.diagnostic))
    return .failed
  }
  return command.run(invocation, console)
}
