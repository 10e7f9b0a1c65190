package io.quizsmith.local;

import io.quizsmith.worker.CallbackAddress;

import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/**
 * Where the worker's tokens of one deployment are.
 *
 * @param name of the deployment, for a person
 * @param current name of the parameter with the current token
 * @param previous name of the parameter with the one before
 */
record WorkerTokenStore(String name, SsmClient ssm, String current, String previous)
        implements AutoCloseable {

    /**
     * From now on the worker may show either token, and is shown the new one. Each parameter is
     * written by itself, the old token first: a rotation that breaks off may be repeated.
     *
     * @param force although callbacks may be on their way whose address is signed with the token
     *     before the old one
     * @throws IllegalStateException where there is no token yet, or another rotation is too young
     */
    void rotate(String token, boolean force) {
        var known =
                ssm
                        .getParameters(get -> get.names(current, previous).withDecryption(true))
                        .parameters()
                        .stream()
                        .collect(Collectors.toMap(Parameter::name, each -> each));
        if (!known.containsKey(current)) {
            throw new IllegalStateException(
                    "there is no parameter " + current + " yet: see Deploy in README.md");
        }
        String old = known.get(current).value();
        if (old.strip().equals(token)) {
            return;
        }
        var before = known.get(previous);
        if (before != null && !before.value().equals(old) && !force) {
            checkAge(before.lastModifiedDate());
        }
        put(previous, old);
        put(current, token);
    }

    private void checkAge(Instant rotated) {
        if (Instant.now().isBefore(rotated.plus(CallbackAddress.LIFE))) {
            throw new IllegalStateException(
                    "the last rotation was at "
                            + rotated.truncatedTo(ChronoUnit.SECONDS)
                            + ": for "
                            + CallbackAddress.LIFE.toDays()
                            + " days after it callbacks may come that another one would refuse;"
                            + " --force rotates all the same");
        }
    }

    private void put(String parameter, String value) {
        ssm.putParameter(
                put ->
                        put.name(parameter)
                                .type(ParameterType.SECURE_STRING)
                                .value(value)
                                .overwrite(true));
    }

    @Override
    public void close() {
        ssm.close();
    }
}
