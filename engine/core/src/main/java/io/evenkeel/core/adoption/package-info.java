/** Changes of terms, adopted account by account where they ask for more or leave less (SPEC 9). */
package io.evenkeel.core.adoption;
