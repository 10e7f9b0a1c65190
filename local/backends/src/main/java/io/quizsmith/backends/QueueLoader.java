package io.quizsmith.backends;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;

/**
 * Loads ElasticMQ so that it asks {@link QueueClock} for the time: it has a clock to inject, and
 * does not ask it for the delay of a message.
 */
final class QueueLoader extends ClassLoader {

    private static final ClassDesc OURS = ClassDesc.of(QueueClock.class.getName());

    static {
        registerAsParallelCapable();
    }

    private QueueLoader(ClassLoader parent) {
        super(parent);
    }

    /** Starts the queues; answers their port. */
    static int startQueues() throws ReflectiveOperationException {
        var loader = new QueueLoader(QueueLoader.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        return (int) loader.loadClass(Queues.class.getName()).getMethod("start").invoke(null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("org.elasticmq.") && !name.equals(Queues.class.getName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream original = getParent().getResourceAsStream(file)) {
            if (original == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = withOurClock(original.readAllBytes());
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private static byte[] withOurClock(byte[] bytes) {
        var classFile = ClassFile.of();
        return classFile.transformClass(
                classFile.parse(bytes), ClassTransform.transformingMethodBodies(QueueLoader::lead));
    }

    private static void lead(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction call && isClock(call)) {
            code.invokestatic(OURS, call.name().stringValue(), call.typeSymbol());
        } else {
            code.with(element);
        }
    }

    private static boolean isClock(InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        String method = call.name().stringValue() + call.type().stringValue();
        return (owner.equals("java/lang/System") && method.equals("currentTimeMillis()J"))
                || (owner.equals("java/time/OffsetDateTime")
                        && method.equals("now()Ljava/time/OffsetDateTime;"));
    }
}
