#ifndef CSYSTEM_YAML_H
#define CSYSTEM_YAML_H
#include <yaml.h>
#endif
