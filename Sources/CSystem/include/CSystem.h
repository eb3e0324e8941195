#ifndef CSYSTEM_H
#define CSYSTEM_H

/* Umbrella of the C shims: what Swift's importer cannot see by itself (system calls that Glibc's
   module leaves out, function-like macros). Static inline functions only. */
#include "CSystemBIO.h"
#include "CSystemKeys.h"
#include "CSystemLinux.h"
#include "CSystemProcess.h"
#include "CSystemProfile.h"
#include "CSystemSpawn.h"
#include "CSystemTLS.h"
#include "CSystemYAML.h"
#include "CSystemZlib.h"

#endif
