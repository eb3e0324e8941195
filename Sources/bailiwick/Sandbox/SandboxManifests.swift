import Sandbox
import Wire

/// The manifests of `config`, which the build puts into the program.
///
/// Each file of the folder Manifests is a link to one of config, so there is one text of each.
enum SandboxManifests {
  /// The definitions, the program's account and rights, and the groups that widen writes and the making
  /// of namespaces.
  static let base = [
    ("config/default/namespace.yaml", PackageResources.default_namespace_yaml),
    ("config/crd/tenants.yaml", PackageResources.crd_tenants_yaml),
    ("config/crd/dispatch.yaml", PackageResources.crd_dispatch_yaml),
    ("config/crd/federation.yaml", PackageResources.crd_federation_yaml),
    ("config/rbac/serviceaccount.yaml", PackageResources.rbac_serviceaccount_yaml),
    ("config/rbac/program.yaml", PackageResources.rbac_program_yaml),
    ("config/rbac/impersonation.yaml", PackageResources.rbac_impersonation_yaml),
    ("config/rbac/controllers.yaml", PackageResources.rbac_controllers_yaml),
    ("config/rbac/widening.yaml", PackageResources.rbac_widening_yaml),
    ("config/writes/widening.yaml", PackageResources.writes_widening_yaml),
    ("config/selfservice/widening.yaml", PackageResources.selfservice_widening_yaml),
  ]

  /// The example: tenants, and what belongs to them.
  static let samples = [
    ("config/samples/namespaces.yaml", PackageResources.samples_namespaces_yaml),
    ("config/samples/rolebindings.yaml", PackageResources.samples_rolebindings_yaml),
    ("config/samples/nodes.yaml", PackageResources.samples_nodes_yaml),
    ("config/samples/storageclasses.yaml", PackageResources.samples_storageclasses_yaml),
    ("config/samples/ingressclasses.yaml", PackageResources.samples_ingressclasses_yaml),
    ("config/samples/tenants.yaml", PackageResources.samples_tenants_yaml),
  ]

  /// Files and folders that flags name, read.
  static func read(_ paths: [String]) throws(StartError) -> LoadPlan {
    var plan = LoadPlan()
    for path in paths {
      for file in try files(at: path) {
        do throws(FileError) {
          plan.add(try FileContents.read(file, limit: 64 << 20), file: file)
        } catch {
          throw StartError("--load \(error). Name a file or a folder of manifests.")
        }
      }
    }
    return plan
  }

  /// The file, or the manifests in the folder and those below it.
  private static func files(at path: String) throws(StartError) -> [String] {
    guard FolderContents.isFolder(path) else { return [path] }
    let found = try manifests(below: path, depth: 0)
    guard !found.isEmpty else {
      throw StartError(
        "--load \(path): there is no .yaml, .yml or .json file in it. Name another folder, or a "
          + "file.")
    }
    return found
  }

  private static func manifests(
    below folder: String, depth: Int
  ) throws(StartError) -> [String] {
    // Deeper than any tree of manifests: a link leads back up.
    guard depth < 32 else {
      throw StartError("--load \(folder): nested too deeply. Does a link lead back up?")
    }
    var found: [String] = []
    do throws(FileError) {
      for name in try FolderContents.names(folder) where !name.hasPrefix(".") {
        let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        if FolderContents.isFolder(path) {
          found.append(path + "/")
        } else if [".yaml", ".yml", ".json"].contains(where: name.hasSuffix),
          !isKustomization(name)
        {
          found.append(path)
        }
      }
    } catch {
      throw StartError("--load \(error). Name a file or a folder of manifests.")
    }
    var files: [String] = []
    for path in found {
      if path.hasSuffix("/") {
        files += try manifests(below: String(path.dropLast()), depth: depth + 1)
      } else {
        files.append(path)
      }
    }
    return files
  }

  /// It says how kubectl puts other files together, and is no object.
  private static func isKustomization(_ name: String) -> Bool {
    name == "kustomization.yaml" || name == "kustomization.yml"
  }
}
