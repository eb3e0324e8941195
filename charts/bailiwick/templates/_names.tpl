{{- /* What the release's objects are called. */ -}}

{{- define "bailiwick.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- /* No longer than leaves room for what is added to it. */ -}}
{{- define "bailiwick.fullname" -}}
{{- $name := include "bailiwick.name" . -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $full .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "bailiwick.account" -}}
{{- default (ternary (include "bailiwick.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "bailiwick.selector" -}}
app.kubernetes.io/name: {{ include "bailiwick.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "bailiwick.labels" -}}
{{ include "bailiwick.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- /*
A random prefix is made once for all of a rendering, and taken from the ConfigMap where there is one:
the groups' names must not change while pods of the version before still use them.
*/ -}}
{{- define "bailiwick.groupPrefix" -}}
{{- if .Values.groupPrefix -}}
{{- .Values.groupPrefix -}}
{{- else -}}
{{- if not .Values.generatedPrefix -}}
{{- $kept := lookup "v1" "ConfigMap" .Release.Namespace (printf "%s-group-prefix" (include "bailiwick.fullname" .)) -}}
{{- $prefix := dig "data" "groupPrefix" "" $kept | default (printf "bailiwick-%s:" (randAlphaNum 8 | lower)) -}}
{{- $_ := set .Values "generatedPrefix" $prefix -}}
{{- end -}}
{{- .Values.generatedPrefix -}}
{{- end -}}
{{- end -}}
