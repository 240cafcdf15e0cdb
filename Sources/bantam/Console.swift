import BantamDiagnostics
import BantamSystem

/// Where a command's words go: results to standard output, everything else to standard error.
final class Console {
  let environment: [String: String]
  let output: TextSink
  let errors: TextSink
  private var colourChoice = ColourChoice.auto

  init(environment: [String: String], output: TextSink, errors: TextSink) {
    self.environment = environment
    self.output = output
    self.errors = errors
  }

  /// Takes over `--color`.
  func obey(_ invocation: Invocation) {
    colourChoice = invocation.value("color").flatMap(ColourChoice.init) ?? .auto
  }

  /// Columns of standard output; nil where it is no terminal and nothing needs to be cut.
  var outputWidth: Int? { output.isTerminal ? Terminal.width(Terminal.standardOutput, environment: environment) : nil }

  var colorsOutput: Bool { usesColour(output, Terminal.standardOutput) }

  var colorsErrors: Bool { usesColour(errors, Terminal.standardError) }

  /// Columns of standard error for a progress line; nil: no progress is shown.
  var progressWidth: Int? {
    guard errors.isTerminal, environment["TERM"] != "dumb" else { return nil }
    return Terminal.width(Terminal.standardError, environment: environment)
  }

  /// A result.
  func write(_ text: String) { output.write(text) }

  func write(bytes: [UInt8]) { output.write(bytes: bytes) }

  /// Hands over what is written so far.
  func flush() { output.flush() }

  /// A result in plain words, in which stands what people or other programs wrote: nothing of it commands the terminal.
  func writeWords(_ text: String) { write(printable(text, keepsLineEnds: true)) }

  /// A result as a JSON array, one object per item.
  func writeJSON<Item>(_ items: [Item], _ members: (Item, inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.array { writer in
      for item in items { writer.object { members(item, &$0) } }
    }
    writer.endLine()
    write(writer.text)
  }

  /// A word beside the result. `isStyled`: with the terminal's colours, printable already.
  func remark(_ text: String, isStyled: Bool = false) {
    output.flush()
    errors.write((isStyled ? text : printable(text, keepsLineEnds: true)) + "\n")
    errors.flush()
  }

  /// Replaces the progress line.
  func showProgress(_ line: String) {
    errors.write(line)
    errors.flush()
  }

  /// Diagnostics that keep a command from its work, or warnings beside its result.
  func report(_ diagnostics: [Diagnostic], files: [SourceFile] = []) {
    guard !diagnostics.isEmpty else { return }
    output.flush()
    let width = errors.isTerminal ? Terminal.width(Terminal.standardError, environment: environment) : 160
    let hasPlace = diagnostics.contains { $0.span != nil }
    let style = RenderStyle(colorsErrors ? .terminal : .plain, width: width, hasSummary: hasPlace)
    errors.write(render(diagnostics, files: files, style: style))
    errors.flush()
  }

  func report(_ error: UsageError) -> ExitStatus {
    report([error.diagnostic])
    return .failed
  }

  /// Diagnostics as the result of a command.
  func writeFindings(_ diagnostics: [Diagnostic], files: [SourceFile], hasSummary: Bool = true) {
    let style = RenderStyle(colorsOutput ? .terminal : .plain, width: outputWidth ?? 160, hasSummary: hasSummary)
    write(render(diagnostics, files: files, style: style))
  }

  /// Hands the last words over. A reader that went away (a closed pipe) is no failure; a full disk is.
  func finish(_ status: ExitStatus) -> ExitStatus {
    output.flush()
    guard let reason = output.failure else { return status }
    report([UsageError.outputFailed(reason: reason).diagnostic])
    return .failed
  }

  private func usesColour(_ sink: TextSink, _ descriptor: Int32) -> Bool {
    guard sink.isTerminal else { return colourChoice == .always || forcesColour }
    return Terminal.usesColour(descriptor, choice: colourChoice, environment: environment)
  }

  private var forcesColour: Bool {
    colourChoice == .auto && environment["NO_COLOR"]?.isEmpty != false
      && environment["CLICOLOR_FORCE"].map { $0 != "0" && !$0.isEmpty } == true
  }
}
