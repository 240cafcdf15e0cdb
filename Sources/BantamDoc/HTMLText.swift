import BantamDiagnostics

/// Text that HTML shows as it is, in content and in attributes alike.
func escapedHTML(_ text: String, keepsLineEnds: Bool = false) -> String {
  var result = ""
  for scalar in printable(text, keepsLineEnds: keepsLineEnds).unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
