#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  import Darwin
#endif

/// What `--color` says.
public enum ColourChoice: String, Sendable, CaseIterable {
  case always, never, auto
}

/// What is known of the terminal behind a file descriptor.
public enum Terminal {
  public static let standardOutput: Int32 = 1
  public static let standardError: Int32 = 2

  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns: `COLUMNS` of the environment, else what the terminal says, else 80; between 20 and 1,000.
  public static func width(_ descriptor: Int32, environment: [String: String]) -> Int {
    if let columns = environment["COLUMNS"].flatMap({ Int($0) }), columns > 0 { return clamped(columns) }
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return clamped(Int(size.ws_col)) }
    return 80
  }

  /// Whether to colour: the option first, then `NO_COLOR` (https://no-color.org), `CLICOLOR_FORCE` and `CLICOLOR`
  /// (https://bixense.com/clicolors), then a terminal that is not `dumb`.
  public static func usesColour(_ descriptor: Int32, choice: ColourChoice, environment: [String: String]) -> Bool {
    usesColour(isTerminal: isTerminal(descriptor), choice: choice, environment: environment)
  }

  static func usesColour(isTerminal: Bool, choice: ColourChoice, environment: [String: String]) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      if environment["NO_COLOR"]?.isEmpty == false { return false }
      if let force = environment["CLICOLOR_FORCE"], force != "0", !force.isEmpty { return true }
      return isTerminal && environment["TERM"] != "dumb" && environment["CLICOLOR"] != "0"
    }
  }

  /// The environment of this process, to be passed on from `main`.
  public static func environment() -> [String: String] {
    var variables: [String: String] = [:]
    #if canImport(Glibc)
      var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
    #else
      var entry: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = _NSGetEnviron().pointee
    #endif
    while let text = entry?.pointee {
      let line = String(cString: text)
      if let equals = line.firstIndex(of: "=") {
        variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
      }
      entry = entry?.advanced(by: 1)
    }
    return variables
  }

  private static func clamped(_ columns: Int) -> Int { min(max(columns, 20), 1_000) }
}
