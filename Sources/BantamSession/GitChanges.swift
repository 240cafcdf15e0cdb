import BantamSystem

/// The files that differ from a revision, new ones that git does not keep yet included; absolute paths.
///
/// - Parameters:
///   - revision: such as `HEAD` or `origin/main`.
///   - folder: in the repository.
public func filesChanged(
  since revision: String, in folder: String, git: Git = Git()
) throws(GitError) -> Set<String> {
  let tree = try GitTree(git, revision: revision, path: folder)
  var found: Set<String> = []
  for arguments in [
    ["diff", "--name-only", "-z", "--no-renames", tree.commit, "--"],
    ["ls-files", "--others", "--exclude-standard", "--full-name", "-z"],
  ] {
    let answer = try git.run(arguments, in: tree.top, wanted: revision)
    guard answer.status == 0 else { throw .failed(reason: answer.messages) }
    for place in answer.output.split(separator: 0) {
      found.insert(tree.top + "/" + String(decoding: place, as: UTF8.self))
    }
  }
  return found
}
