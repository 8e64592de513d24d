package io.millrace.executor.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.ConstantInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Classes of this build with another version in them. */
final class OtherBuild {

    private OtherBuild() {}

    /**
     * Writes a class in which one method has another number where it has {@code number} now.
     *
     * @param folder for the class path
     */
    static void write(Path folder, Class<?> original, String method, int number, int otherNumber) throws IOException {
        ClassFile classFile = ClassFile.of();
        byte[] other = classFile.transformClass(
                classFile.parse(bytes(original)),
                ClassTransform.transformingMethodBodies(
                        found -> found.methodName().equalsString(method), (code, element) -> {
                            if (element instanceof ConstantInstruction constant
                                    && constant.constantValue().equals(number)) {
                                code.loadConstant(otherNumber);
                            } else {
                                code.with(element);
                            }
                        }));
        Path file = folder.resolve(original.getName().replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.write(file, other);
    }

    private static byte[] bytes(Class<?> original) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                original.getResourceAsStream(original.getSimpleName() + ".class"), "the class")) {
            return in.readAllBytes();
        }
    }
}
