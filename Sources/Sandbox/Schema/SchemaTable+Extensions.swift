extension SchemaTable {
  /// The kinds that extend the API.
  static let extensions = """
    @admissionregistration
    AuditAnnotation
      1 key string !
      2 valueExpression string !
    ExpressionWarning
      2 fieldRef string !
      3 warning string !
    MatchCondition
      1 name string !
      2 expression string !
    MatchResources atomic
      1 namespaceSelector meta.LabelSelector *
      2 objectSelector meta.LabelSelector *
      3 resourceRules []NamedRuleWithOperations
      4 excludeResourceRules []NamedRuleWithOperations
      7 matchPolicy string * <v1.MatchPolicyType>
    MutatingWebhook
      1 name string !
      2 clientConfig WebhookClientConfig !
      3 rules []RuleWithOperations
      4 failurePolicy string * <v1.FailurePolicyType>
      9 matchPolicy string * <v1.MatchPolicyType>
      5 namespaceSelector meta.LabelSelector *
      11 objectSelector meta.LabelSelector *
      6 sideEffects string ? <v1.SideEffectClass>
      7 timeoutSeconds int32 *
      8 admissionReviewVersions []string !
      10 reinvocationPolicy string * <v1.ReinvocationPolicyType>
      12 matchConditions []MatchCondition map=name merge=name
    MutatingWebhookConfiguration typed
      1 metadata meta.ObjectMeta !
      2 webhooks []MutatingWebhook map=name merge=name
    MutatingWebhookConfigurationList typed
      1 metadata meta.ListMeta !
      2 items []MutatingWebhookConfiguration !
    NamedRuleWithOperations atomic
      1 resourceNames []string
      2 + RuleWithOperations
        1 operations []string <[]v1.OperationType>
        2 + Rule
          1 apiGroups []string
          2 apiVersions []string
          3 resources []string
          4 scope string * <v1.ScopeType>
    ParamKind atomic
      1 apiVersion string
      2 kind string
    ParamRef atomic
      1 name string
      2 namespace string
      3 selector meta.LabelSelector *
      4 parameterNotFoundAction string * <v1.ParameterNotFoundActionType>
    RuleWithOperations
      1 operations []string <[]v1.OperationType>
      2 + Rule
        1 apiGroups []string
        2 apiVersions []string
        3 resources []string
        4 scope string * <v1.ScopeType>
    ServiceReference
      1 namespace string !
      2 name string !
      3 path string *
      4 port int32 *
    TypeChecking
      1 expressionWarnings []ExpressionWarning
    ValidatingAdmissionPolicy typed
      1 metadata meta.ObjectMeta !
      2 spec ValidatingAdmissionPolicySpec !
      3 status ValidatingAdmissionPolicyStatus !
    ValidatingAdmissionPolicyBinding typed
      1 metadata meta.ObjectMeta !
      2 spec ValidatingAdmissionPolicyBindingSpec !
    ValidatingAdmissionPolicyBindingList typed
      1 metadata meta.ListMeta !
      2 items []ValidatingAdmissionPolicyBinding !
    ValidatingAdmissionPolicyBindingSpec
      1 policyName string
      2 paramRef ParamRef *
      3 matchResources MatchResources *
      4 validationActions []string set <[]v1.ValidationAction>
    ValidatingAdmissionPolicyList typed
      1 metadata meta.ListMeta !
      2 items []ValidatingAdmissionPolicy !
    ValidatingAdmissionPolicySpec
      1 paramKind ParamKind *
      2 matchConstraints MatchResources *
      3 validations []Validation
      4 failurePolicy string * <v1.FailurePolicyType>
      5 auditAnnotations []AuditAnnotation
      6 matchConditions []MatchCondition map=name merge=name
      7 variables []Variable map=name merge=name
    ValidatingAdmissionPolicyStatus
      1 observedGeneration int64
      2 typeChecking TypeChecking *
      3 conditions []meta.Condition map=type
    ValidatingWebhook
      1 name string !
      2 clientConfig WebhookClientConfig !
      3 rules []RuleWithOperations
      4 failurePolicy string * <v1.FailurePolicyType>
      9 matchPolicy string * <v1.MatchPolicyType>
      5 namespaceSelector meta.LabelSelector *
      10 objectSelector meta.LabelSelector *
      6 sideEffects string ? <v1.SideEffectClass>
      7 timeoutSeconds int32 *
      8 admissionReviewVersions []string !
      11 matchConditions []MatchCondition map=name merge=name
    ValidatingWebhookConfiguration typed
      1 metadata meta.ObjectMeta !
      2 webhooks []ValidatingWebhook map=name merge=name
    ValidatingWebhookConfigurationList typed
      1 metadata meta.ListMeta !
      2 items []ValidatingWebhookConfiguration !
    Validation
      1 expression string !
      2 message string
      3 reason string * <v1.StatusReason>
      4 messageExpression string
    Variable atomic
      1 name string !
      2 expression string !
    WebhookClientConfig
      3 url string *
      1 service ServiceReference *
      2 caBundle bytes
    @apiextensions
    CustomResourceColumnDefinition
      1 name string !
      2 type string !
      3 format string
      4 description string
      5 priority int32
      6 jsonPath string !
    CustomResourceConversion
      1 strategy string ! <v1.ConversionStrategyType>
      2 webhook WebhookConversion *
    CustomResourceDefinition typed
      1 metadata meta.ObjectMeta !
      2 spec CustomResourceDefinitionSpec !
      3 status CustomResourceDefinitionStatus !
    CustomResourceDefinitionCondition
      1 type string ! <v1.CustomResourceDefinitionConditionType>
      2 status string ! <v1.ConditionStatus>
      3 lastTransitionTime time !
      4 reason string
      5 message string
      6 observedGeneration int64
    CustomResourceDefinitionList typed
      1 metadata meta.ListMeta !
      2 items []CustomResourceDefinition !
    CustomResourceDefinitionNames
      1 plural string !
      2 singular string
      3 shortNames []string
      4 kind string !
      5 listKind string
      6 categories []string
    CustomResourceDefinitionSpec
      1 group string !
      3 names CustomResourceDefinitionNames !
      4 scope string ! <v1.ResourceScope>
      7 versions []CustomResourceDefinitionVersion !
      9 conversion CustomResourceConversion *
      10 preserveUnknownFields bool
    CustomResourceDefinitionStatus
      1 conditions []CustomResourceDefinitionCondition ! map=type
      2 acceptedNames CustomResourceDefinitionNames !
      3 storedVersions []string !
      4 observedGeneration int64
    CustomResourceDefinitionVersion
      1 name string !
      2 served bool !
      3 storage bool !
      7 deprecated bool
      8 deprecationWarning string *
      4 schema CustomResourceValidation *
      5 subresources CustomResourceSubresources *
      6 additionalPrinterColumns []CustomResourceColumnDefinition
      9 selectableFields []SelectableField
    CustomResourceSubresourceScale
      1 specReplicasPath string !
      2 statusReplicasPath string !
      3 labelSelectorPath string *
    CustomResourceSubresourceStatus
    CustomResourceSubresources
      1 status CustomResourceSubresourceStatus *
      2 scale CustomResourceSubresourceScale *
    CustomResourceValidation
      1 openAPIV3Schema JSONSchemaProps *
    ExternalDocumentation
      1 description string
      2 url string
    JSONSchemaProps
      1 id string
      2 $schema string <v1.JSONSchemaURL>
      3 $ref string *
      4 description string
      5 type string
      6 format string
      7 title string
      8 default json * <v1.JSON>
      9 maximum double *
      10 exclusiveMaximum bool
      11 minimum double *
      12 exclusiveMinimum bool
      13 maxLength int64 *
      14 minLength int64 *
      15 pattern string
      16 maxItems int64 *
      17 minItems int64 *
      18 uniqueItems bool
      19 multipleOf double *
      20 enum []json <[]v1.JSON>
      21 maxProperties int64 *
      22 minProperties int64 *
      23 required []string
      24 items JSONSchemaPropsOrArray *
      25 allOf []JSONSchemaProps
      26 oneOf []JSONSchemaProps
      27 anyOf []JSONSchemaProps
      28 not JSONSchemaProps *
      29 properties {}JSONSchemaProps
      30 additionalProperties JSONSchemaPropsOrBool *
      31 patternProperties {}JSONSchemaProps
      32 dependencies {}JSONSchemaPropsOrStringArray <v1.JSONSchemaDependencies>
      33 additionalItems JSONSchemaPropsOrBool *
      34 definitions {}JSONSchemaProps <v1.JSONSchemaDefinitions>
      35 externalDocs ExternalDocumentation *
      36 example json * <v1.JSON>
      37 nullable bool
      38 x-kubernetes-preserve-unknown-fields bool *
      39 x-kubernetes-embedded-resource bool
      40 x-kubernetes-int-or-string bool
      41 x-kubernetes-list-map-keys []string
      42 x-kubernetes-list-type string *
      43 x-kubernetes-map-type string *
      44 x-kubernetes-validations []ValidationRule map=rule merge=rule <v1.ValidationRules>
    JSONSchemaPropsOrArray
      1 schema JSONSchemaProps *
      2 items []JSONSchemaProps
    JSONSchemaPropsOrBool
      1 allows bool
      2 schema JSONSchemaProps *
    JSONSchemaPropsOrStringArray
      1 schema JSONSchemaProps *
      2 items []string
    SelectableField
      1 jsonPath string !
    ServiceReference
      1 namespace string !
      2 name string !
      3 path string *
      4 port int32 *
    ValidationRule
      1 rule string !
      2 message string
      3 messageExpression string
      4 reason string * <v1.FieldValueErrorReason>
      5 fieldPath string
      6 optionalOldSelf bool *
    WebhookClientConfig
      3 url string *
      1 service ServiceReference *
      2 caBundle bytes
    WebhookConversion
      2 clientConfig WebhookClientConfig *
      3 conversionReviewVersions []string !
    """
}
