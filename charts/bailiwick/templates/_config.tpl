{{- /*
The objects of files of config, which are the one text of the rights, under this release's names. Takes
a list: the root, and a pattern of files.

In config the names begin with "bailiwick", those of groups with "bailiwick:", and the account is
bailiwick in bailiwick-system.
*/ -}}
{{- define "bailiwick.config" -}}
{{- $root := first . -}}
{{- $name := include "bailiwick.fullname" $root -}}
{{- $account := include "bailiwick.account" $root -}}
{{- $namespace := $root.Release.Namespace -}}
{{- $user := printf "system:serviceaccount:%s:%s" $namespace $account -}}
{{- $prefix := include "bailiwick.groupPrefix" $root -}}
{{- range $path, $_ := $root.Files.Glob (last .) -}}
{{- $text := $root.Files.Get $path | replace "system:serviceaccount:bailiwick-system:bailiwick'" (printf "%s'" $user) -}}
{{- $text = regexReplaceAll "\\bbailiwick:([a-z]+:)" $text (printf "%s${1}" $prefix) -}}
{{- range regexSplit "(?m)^---$" $text -1 -}}
{{- $object := fromYaml . -}}
{{- $metadata := $object.metadata -}}
{{- if and (hasPrefix "bailiwick" $metadata.name) (not (contains ":" $metadata.name)) -}}
{{- $_ := set $metadata "name" (printf "%s%s" $name (trimPrefix "bailiwick" $metadata.name)) -}}
{{- end -}}
{{- /* The namespace of Dispatch is called so everywhere. */ -}}
{{- if eq (default "" $metadata.namespace) "bailiwick-system" -}}
{{- $_ := set $metadata "namespace" $namespace -}}
{{- end -}}
{{- if and $object.roleRef (not (contains ":" (dig "roleRef" "name" "" $object))) -}}
{{- $_ := set $object.roleRef "name" (printf "%s%s" $name (trimPrefix "bailiwick" $object.roleRef.name)) -}}
{{- end -}}
{{- range $object.subjects -}}
{{- if eq .kind "ServiceAccount" -}}
{{- $_ := set . "name" $account -}}
{{- $_ = set . "namespace" $namespace -}}
{{- end -}}
{{- end -}}
{{- if and $object.roleRef (ne $path "config/rbac/controllers.yaml") (eq (dig "kind" "" (first $object.subjects)) "ServiceAccount") -}}
{{- range $root.Values.sidecars -}}
{{- $_ := set $object "subjects" (append $object.subjects (dict "kind" "ServiceAccount" "name" .name "namespace" .namespace)) -}}
{{- end -}}
{{- end -}}
{{- if eq $object.kind "ValidatingAdmissionPolicyBinding" -}}
{{- $_ := set $object.spec "policyName" (printf "%s%s" $name (trimPrefix "bailiwick" $object.spec.policyName)) -}}
{{- end -}}
{{- if eq $object.kind "CustomResourceDefinition" -}}
{{- $_ := set $metadata "annotations" (merge (dict "helm.sh/resource-policy" "keep") (default dict $metadata.annotations)) -}}
{{- end -}}
{{- $labels := include "bailiwick.labels" $root | fromYaml -}}
{{- $_ := set $metadata "labels" (merge $labels (default dict $metadata.labels)) }}
---
{{ toYaml $object }}
{{- end -}}
{{- end -}}
{{- end -}}
