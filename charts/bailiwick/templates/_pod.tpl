{{- /* What Deployment and DaemonSet run. */ -}}

{{- define "bailiwick.tlsSecret" -}}
{{- default (printf "%s-tls" (include "bailiwick.fullname" .)) .Values.tls.secretName -}}
{{- end -}}

{{- /* The ConfigMap of those who vouch for callers' certificates; nothing where there is none. */ -}}
{{- define "bailiwick.clientCA" -}}
{{- if eq .Values.clientCA.source "configMap" -}}
{{- .Values.clientCA.configMap -}}
{{- else if eq .Values.clientCA.source "cluster" -}}
{{- if include "bailiwick.clusterCA" . -}}
{{- include "bailiwick.fullname" . }}-client-ca
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* Empty where the chart is rendered without the cluster. */ -}}
{{- define "bailiwick.clusterCA" -}}
{{- lookup "v1" "ConfigMap" "kube-system" "extension-apiserver-authentication" | dig "data" "client-ca-file" "" -}}
{{- end -}}

{{- define "bailiwick.arguments" -}}
- serve
- {{ printf "--listen=%s:9443" .Values.listenAddress | quote }}
- {{ printf "--admin-listen=%s:9090" .Values.listenAddress | quote }}
- {{ printf "--group-prefix=%s" (include "bailiwick.groupPrefix" .) | quote }}
{{- if ne .Values.tls.source "program" }}
- --tls-cert-file=/etc/bailiwick/tls/tls.crt
- --tls-private-key-file=/etc/bailiwick/tls/tls.key
{{- end }}
{{- if include "bailiwick.clientCA" . }}
- --client-ca-file=/etc/bailiwick/client-ca/ca.crt
{{- end }}
{{- if ne .Values.impersonation "legacy" }}
- {{ printf "--impersonation=%s" .Values.impersonation }}
{{- end }}
{{- if not .Values.controllers.enabled }}
- --no-controllers
{{- end }}
{{- if not .Values.selfService.enabled }}
- --no-self-service
{{- end }}
- --shutdown-delay-duration={{ .Values.shutdown.delaySeconds }}s
- --shutdown-grace-period={{ .Values.shutdown.graceSeconds }}s
{{- range $flag, $value := deepCopy .Values.flags }}
{{- if kindIs "bool" $value }}
{{- if $value }}
- {{ printf "--%s" $flag }}
{{- end }}
{{- else }}
{{- range (kindIs "slice" $value | ternary $value (list $value)) }}
{{- /* A number is not printed with an exponent. */}}
- {{ printf "--%s=%s" $flag (kindIs "string" . | ternary . (toJson .)) | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- /* Seconds for all of a pod's end, and a few in which the program gives its Lease up and writes its last lines. */ -}}
{{- define "bailiwick.terminationSeconds" -}}
{{- add .Values.shutdown.delaySeconds .Values.shutdown.graceSeconds 5 -}}
{{- end -}}

{{- define "bailiwick.pod" -}}
metadata:
  labels:
    {{- include "bailiwick.selector" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .Values.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "bailiwick.account" . }}
  # For the program's container alone; see the volume "account".
  automountServiceAccountToken: false
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    {{- toYaml .Values.podSecurityContext | nindent 4 }}
  terminationGracePeriodSeconds: {{ include "bailiwick.terminationSeconds" . }}
  {{- if .Values.hostNetwork }}
  hostNetwork: true
  dnsPolicy: ClusterFirstWithHostNet
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if eq .Values.kind "Deployment" }}
  {{- with .Values.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- range . }}
    - {{- merge (dict "labelSelector" (dict "matchLabels" (include "bailiwick.selector" $ | fromYaml))) . | toYaml | nindent 6 }}
    {{- end }}
  {{- end }}
  {{- end }}
  {{- with .Values.extraInitContainers }}
  initContainers:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: bailiwick
      {{- with .Values.image }}
      image: {{ empty .digest | not | ternary (printf "%s@%s" .repository .digest) (printf "%s:%s" .repository (default $.Chart.AppVersion .tag)) | quote }}
      imagePullPolicy: {{ .pullPolicy }}
      {{- end }}
      args:
        {{- include "bailiwick.arguments" . | nindent 8 }}
      {{- with .Values.extraEnv }}
      env:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      ports:
        - {name: https, containerPort: 9443}
        - {name: admin, containerPort: 9090}
      livenessProbe:
        httpGet: {path: /livez, port: admin}
        {{- toYaml .Values.livenessProbe | nindent 8 }}
      readinessProbe:
        httpGet: {path: /readyz, port: admin}
        {{- toYaml .Values.readinessProbe | nindent 8 }}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      securityContext:
        {{- toYaml .Values.securityContext | nindent 8 }}
      volumeMounts:
        {{- include "bailiwick.mounts" . | nindent 8 }}
    {{- with .Values.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    {{- include "bailiwick.volumes" . | nindent 4 }}
{{- end -}}

{{- define "bailiwick.mounts" -}}
{{- $mounts := .Values.extraVolumeMounts -}}
{{- if include "bailiwick.clientCA" . -}}
{{- $mounts = prepend $mounts (dict "name" "client-ca" "mountPath" "/etc/bailiwick/client-ca" "readOnly" true) -}}
{{- end -}}
{{- if ne .Values.tls.source "program" -}}
{{- $mounts = prepend $mounts (dict "name" "tls" "mountPath" "/etc/bailiwick/tls" "readOnly" true) -}}
{{- end -}}
{{- $mounts = prepend $mounts (dict "name" "account" "mountPath" "/var/run/secrets/kubernetes.io/serviceaccount" "readOnly" true) -}}
{{- toYaml $mounts -}}
{{- end -}}

{{- define "bailiwick.volumes" -}}
{{- $volumes := .Values.extraVolumes -}}
{{- with include "bailiwick.clientCA" . -}}
{{- $key := eq $.Values.clientCA.source "cluster" | ternary "ca.crt" $.Values.clientCA.key -}}
{{- $items := list (dict "key" $key "path" "ca.crt") -}}
{{- $volumes = prepend $volumes (dict "name" "client-ca" "configMap" (dict "name" . "items" $items)) -}}
{{- end -}}
{{- if ne .Values.tls.source "program" -}}
{{- $items := list (dict "key" "tls.crt" "path" "tls.crt") (dict "key" "tls.key" "path" "tls.key") -}}
{{- $secret := dict "secretName" (include "bailiwick.tlsSecret" .) "defaultMode" 288 "items" $items -}}
{{- $volumes = prepend $volumes (dict "name" "tls" "secret" $secret) -}}
{{- end -}}
{{- $volumes = prepend $volumes (include "bailiwick.accountVolume" . | fromYaml) -}}
{{- toYaml $volumes -}}
{{- end -}}

{{- /* What Kubernetes would mount into every container of the pod. */ -}}
{{- define "bailiwick.accountVolume" -}}
name: account
projected:
  defaultMode: 420
  sources:
    - serviceAccountToken: {path: token, expirationSeconds: 3607}
    - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
    - downwardAPI: {items: [{path: namespace, fieldRef: {apiVersion: v1, fieldPath: metadata.namespace}}]}
{{- end -}}
